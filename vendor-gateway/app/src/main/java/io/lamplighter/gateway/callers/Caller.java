package io.lamplighter.gateway.callers;

import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;

/** Who sent this request. */
@RequestScoped
public class Caller {
    /** The header that names the caller. */
    public static final String HEADER = "X-Requested-By";
    /** What is said of a name that is none. */
    public static final String RULE = "must be 1 to 100 printable characters";

    static final String ANONYMOUS = "anonymous";
    private static final Pattern PRINTABLE = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,100}");

    private String name = ANONYMOUS;

    /** Whether somebody can be called so. */
    public static boolean isName(String name) {
        return PRINTABLE.matcher(name).matches();
    }

    void is(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }
}
