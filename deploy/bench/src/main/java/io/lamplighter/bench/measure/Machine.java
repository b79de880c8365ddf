package io.lamplighter.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** What the figures were measured on. */
public final class Machine {
    private Machine() {}

    /** One line: cores, memory, JDK, operating system, date. */
    public static String described() {
        return "%d cores (%s), %s memory, JDK %s, %s %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                        memory(),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        LocalDate.now(java.time.ZoneId.systemDefault()));
    }

    private static String memory() {
        var kibibytes = field("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
        return kibibytes.isEmpty() ? "unknown" : "%.1f GiB".formatted(Long.parseLong(kibibytes) / 1048576.0);
    }

    private static String field(String file, String name, String otherwise) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException elsewhere) {
            return otherwise;
        }
    }
}
