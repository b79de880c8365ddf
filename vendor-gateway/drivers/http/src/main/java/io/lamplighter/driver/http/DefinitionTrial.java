package io.lamplighter.driver.http;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.http.definitions.Definition;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries a definition out on a device, with the very driver that the gateway has, and stores nothing. */
public final class DefinitionTrial {
    private DefinitionTrial() {}

    /**
     * What a device tells. Blocks.
     *
     * @param vendorIds of the device, without that of the definition
     * @param secrets by the names that the definition says
     * @param patience how long to wait
     * @throws io.lamplighter.driver.DriverException as the driver does
     */
    public static List<Observation> observe(
            Definition definition, Map<String, String> vendorIds, Map<String, String> secrets, Duration patience) {
        var ids = new HashMap<>(vendorIds);
        ids.put(Definition.KEY, definition.name());
        var account = new Account("trial", Map.of(), name -> Optional.ofNullable(secrets.get(name)));
        var vertx = Vertx.vertx();
        try (var driver = new HttpDriver(vertx, name -> definition, Clock.systemUTC())) {
            return driver.read(new VendorDevice(account, ids), Scope.ALL)
                    .ifNoItem()
                    .after(patience)
                    .failWith(() -> new io.lamplighter.driver.DriverException.Unreachable(
                            "no answer within %d ms".formatted(patience.toMillis()), (Throwable) null))
                    .await()
                    .indefinitely();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
