package io.lamplighter.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the stubs of the other services answer. Kept with the JVM: the stubs live in another class loader than the tests. */
public final class Stubs {
    /** The JSON of a device by id. */
    public static final Map<String, String> DEVICES = shared("devices");
    /** The JSON of the newest observations by device id. */
    public static final Map<String, List<String>> LATEST = shared("latest");
    /** What is out of order, such as {@code observations} or {@code devices}. */
    public static final Map<String, Boolean> AWAY = shared("away");
    /** The JSON of the selector of a group by its name. */
    public static final Map<String, String> GROUPS = shared("groups");
    /** What was last written to a service: method, path, user, Prefer, If-Match and body. */
    public static final Map<String, String> WRITTEN = shared("written");
    /** What a service answers to what is written: a status, a space and a body. */
    public static final Map<String, String> ANSWERS = shared("answers");

    /** What was registered, by the id that it was given. */
    public static final Map<String, String> REGISTERED = shared("registered");

    private Stubs() {}

    @SuppressWarnings("unchecked")
    private static <V> Map<String, V> shared(String name) {
        return (Map<String, V>)
                System.getProperties().computeIfAbsent("lamplighter.stub." + name, unseen -> new ConcurrentHashMap<>());
    }
}
