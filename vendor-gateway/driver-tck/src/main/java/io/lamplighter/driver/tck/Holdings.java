package io.lamplighter.driver.tck;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What this process holds of the machine.
 *
 * @param files open files and sockets; 0 where they cannot be counted
 */
record Holdings(int threads, long files) {
    /** A pool that grows by one or two is no leak: many times the use are between two looks. */
    private static final int GRACE = 15;

    static Holdings now() {
        var files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Holdings(ManagementFactory.getThreadMXBean().getThreadCount(), files);
    }

    /** What has grown, in words; empty when nothing has. */
    List<String> since(Holdings before) {
        var grown = new ArrayList<String>();
        if (threads > before.threads + GRACE) {
            grown.add("threads: %d, before %d".formatted(threads, before.threads));
        }
        if (files > before.files + GRACE) {
            grown.add("open files and sockets: %d, before %d".formatted(files, before.files));
        }
        return grown;
    }
}
