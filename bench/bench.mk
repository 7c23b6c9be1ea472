# The programs of bench/ that are C: make -f Makefile -f bench/bench.mk bench-programs
.PHONY: bench-programs
bench-programs: $(BUILD)/bench_check $(BUILD)/bench_micro $(BUILD)/bench_labels

$(BUILD)/bench_%: $(BUILD)/obj/bench/%.o $(BUILD)/libpostern.a
	$(say) LINK $@
	$(Q)$(LINK)

# As the server is linked: what it measures is a few calls a value.
$(BUILD)/bench_labels: LDFLAGS += $(if $(LTO),$(LTO) $(OPT))
