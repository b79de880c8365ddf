package io.lamplighter.gateway.vendors;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.accounts.Accounts;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What is left alone for a while because it did not answer. */
@Singleton
public class OpenCircuits {
    private final Map<UUID, Accounts.Key> devices = new ConcurrentHashMap<>();
    private final Set<Accounts.Key> accounts = ConcurrentHashMap.newKeySet();

    public void device(DeviceView device, boolean open) {
        if (open) {
            devices.put(device.id(), key(device));
        } else {
            devices.remove(device.id());
        }
    }

    /** Answers whether that is new. */
    public boolean account(Accounts.Key account, boolean open) {
        return open ? accounts.add(account) : accounts.remove(account);
    }

    public boolean has(DeviceView device) {
        return devices.containsKey(device.id()) || hasAccount(key(device));
    }

    public boolean hasAccount(Accounts.Key account) {
        return accounts.contains(account);
    }

    /** How many devices of this account, and the account itself. */
    int count(Accounts.Key account) {
        var own = accounts.contains(account) ? 1 : 0;
        return own + (int) devices.values().stream().filter(account::equals).count();
    }

    private static Accounts.Key key(DeviceView device) {
        return new Accounts.Key(device.vendor(), device.account());
    }
}
