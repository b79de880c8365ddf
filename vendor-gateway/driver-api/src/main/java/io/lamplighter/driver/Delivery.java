package io.lamplighter.driver;

import java.time.Instant;
import java.util.List;

/**
 * A webhook whose signature was good.
 *
 * @param id the vendor's id of this delivery, or else a digest of it: the same when the same comes again
 * @param sentAt when the vendor signed it, and covered by the signature: what is too old is refused by the gateway
 * @param told of watched devices; may be empty
 */
public record Delivery(String id, Instant sentAt, List<Pushed> told) {
    public Delivery {
        told = List.copyOf(told);
    }
}
