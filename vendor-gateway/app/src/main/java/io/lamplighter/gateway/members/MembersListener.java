package io.lamplighter.gateway.members;

/** Hears of devices that enter or leave because a group was defined anew; not of those that changed themselves. */
public interface MembersListener {
    /** In the order in which it happened; must not block. */
    void crossed(Crossing crossing);
}
