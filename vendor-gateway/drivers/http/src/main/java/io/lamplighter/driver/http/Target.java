package io.lamplighter.driver.http;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.http.definitions.Definition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A device, or a place to look for devices, in the terms of this driver.
 *
 * @param given vendor ids, or what a search was given
 * @param variables those of the definition: from what was given, else from settings of the account, else from defaults
 */
record Target(Definition definition, Account account, Map<String, String> given, Map<String, String> variables) {
    private static final int LONGEST = 512;

    /** @throws DriverException.Rejected when there is no such definition, or a variable of it has no value */
    static Target of(VendorDevice device, Definitions definitions) {
        var definition = definitions.find(device.vendorId(Definition.KEY));
        var variables = variables(definition, device.account(), device.vendorIds());
        return new Target(definition, device.account(), device.vendorIds(), variables);
    }

    /** Reads {@code name variable=value ...}. */
    static Target of(Account account, String at, Definitions definitions) {
        var words = at.strip().split("\\s+", -1);
        var definition = definitions.find(words[0]);
        var given = new LinkedHashMap<String, String>();
        for (var i = 1; i < words.length; i++) {
            var equals = words[i].indexOf('=');
            if (equals < 1) {
                throw new DriverException.Rejected(
                        "at: must be the name of a definition and then variable=value, such as wled host=192.168.1.7");
            }
            given.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        given.put(Definition.KEY, definition.name());
        return new Target(definition, account, given, searched(definition, account, given));
    }

    private static Map<String, String> variables(
            Definition definition, Account account, Map<String, String> vendorIds) {
        var variables = searched(definition, account, vendorIds);
        for (var name : definition.variables()) {
            if (!variables.containsKey(name)) {
                throw new DriverException.Rejected("vendorIds." + name + " is missing");
            }
        }
        return variables;
    }

    /** Where devices are searched for, what names each of them is not known yet. */
    private static Map<String, String> searched(Definition definition, Account account, Map<String, String> given) {
        var variables = new HashMap<>(definition.defaults());
        for (var name : definition.variables()) {
            account.setting(name).ifPresent(value -> variables.put(name, value));
            if (given.containsKey(name)) {
                variables.put(name, given.get(name));
            }
        }
        variables.forEach((name, value) -> {
            if (value.length() > LONGEST) {
                throw new DriverException.Rejected(
                        "vendorIds.%s is longer than %d characters".formatted(name, LONGEST));
            }
        });
        return variables;
    }
}
