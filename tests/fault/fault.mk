# What tests/fault needs beside the server: make -f Makefile -f tests/fault/fault.mk fault-programs
.PHONY: fault-programs
fault-programs: $(BUILD)/postern $(BUILD)/fault_tool $(BUILD)/fault_full.so

$(BUILD)/fault_tool: $(BUILD)/obj/tests/fault/tool.o $(BUILD)/libpostern.a
	$(say) LINK $@
	$(Q)$(LINK)

# -z now and -pie are for programs; this is loaded into one.
$(BUILD)/fault_full.so: tests/fault/full.c
	@mkdir -p $(@D)
	$(say) LINK $@
	$(Q)$(CC) -D_GNU_SOURCE -std=c17 $(filter-out -Wpedantic,$(WARN)) -O1 -fPIC -shared -o $@ $< -ldl

-include $(BUILD)/obj/tests/fault/tool.d
