package io.lamplighter.driver;

/** Behind which address devices are: what a vendor call that is not answered says about the others. */
public enum Reach {
    /** Each device has an address of its own: one that is away says nothing about the others. */
    DEVICE,
    /** All devices of an account are behind one address, such as a bridge, a broker or a cloud. */
    ACCOUNT
}
