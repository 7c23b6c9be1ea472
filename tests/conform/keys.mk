# The one program of tests/conform that is C: make -f Makefile -f tests/conform/keys.mk build/keys_dump
$(BUILD)/keys_dump: $(BUILD)/obj/tests/conform/keys_dump.o $(BUILD)/libpostern.a
	$(say) LINK $@
	$(Q)$(LINK)
