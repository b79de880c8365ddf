package io.lamplighter.driver.http.documents;

import java.util.Locale;

/** How a number or text is packed. */
public enum Packed {
    U8(1),
    I8(1),
    U16(2),
    I16(2),
    U24(3),
    I24(3),
    U32(4),
    I32(4),
    U64(8),
    I64(8),
    F32(4),
    F64(8),
    /** Latin letters, up to the first zero byte. */
    ASCII(0);

    private final int size;

    Packed(int size) {
        this.size = size;
    }

    /** In bytes; 0 where the place says how many. */
    public int size() {
        return size;
    }

    /** As definitions write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isSigned() {
        return name().startsWith("I");
    }

    /** Whether bits can be taken from it. */
    public boolean isInteger() {
        return isSigned() || name().startsWith("U");
    }
}
