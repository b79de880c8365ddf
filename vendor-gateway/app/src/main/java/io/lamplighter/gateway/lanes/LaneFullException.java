package io.lamplighter.gateway.lanes;

/** Too much is waiting already. */
public final class LaneFullException extends RuntimeException {
    public LaneFullException(int waiting) {
        super(waiting + " are waiting already");
    }
}
