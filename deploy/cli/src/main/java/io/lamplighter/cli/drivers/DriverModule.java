package io.lamplighter.cli.drivers;

import io.lamplighter.cli.edge.MistakeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The module of a driver that is begun.
 *
 * @param vendor its key
 * @param title for people
 */
record DriverModule(String vendor, String title) {
    private static final String GATEWAY = "vendor-gateway/pom.xml";
    private static final String APP = "vendor-gateway/app/pom.xml";
    private static final String ROOT = "pom.xml";

    static DriverModule named(String vendor, String title) {
        if (!vendor.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || vendor.length() > 40) {
            throw new MistakeException(
                    "NAME " + vendor + ": must be lower-case letters, digits and hyphens, such as acme or acme-hub");
        }
        if (SourceVersion.isKeyword(vendor) || vendor.equals("tck")) {
            throw new MistakeException("NAME " + vendor + ": cannot be a Java package; take another");
        }
        if (title.isBlank() || title.length() > 80 || title.matches(".*[\\\\\"*@\\p{Cntrl}].*")) {
            throw new MistakeException("--title: must be 1 to 80 characters without quotes, backslashes, * and @");
        }
        return new DriverModule(vendor, title);
    }

    /** Writes the module and registers it in the POMs; answers what was written or changed. Nothing is overwritten. */
    List<Path> write(Path home) throws IOException {
        var folder = home.resolve("vendor-gateway/drivers/" + vendor);
        if (!Files.isRegularFile(home.resolve(GATEWAY))) {
            throw new MistakeException(home + " is not a checkout of Lamplighter; name one with --home");
        }
        if (Files.exists(folder)) {
            throw new MistakeException(folder + " is there already");
        }
        var poms = poms(home);
        var written = new ArrayList<Path>();
        for (var file : files().entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            written.add(Files.writeString(path, filled(file.getValue(), version(home))));
        }
        for (var pom : poms.entrySet()) {
            written.add(Files.writeString(pom.getKey(), pom.getValue()));
        }
        return written;
    }

    private Map<String, String> files() {
        var main = "src/main/java/io/lamplighter/driver/" + packageName() + "/";
        var test = "src/test/java/io/lamplighter/driver/" + packageName() + "/";
        var files = new LinkedHashMap<String, String>();
        files.put("pom.xml", "pom.xml");
        files.put(main + "package-info.java", "package-info.java");
        files.put(main + className() + "Driver.java", "Driver.java");
        files.put(
                "src/main/resources/io/lamplighter/driver/" + packageName() + "/driver-quality.yaml",
                "driver-quality.yaml");
        files.put(test + className() + "DriverContractTest.java", "DriverContractTest.java");
        files.put(test + className() + "Backend.java", "Backend.java");
        return files;
    }

    private String packageName() {
        return vendor.replace("-", "");
    }

    private String className() {
        return Arrays.stream(vendor.split("-", -1))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private String filled(String template, String version) throws IOException {
        try (var file = DriverModule.class.getResourceAsStream(template + ".template")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@vendor@", vendor)
                    .replace("@package@", packageName())
                    .replace("@Name@", className())
                    .replace("@title@", title)
                    .replace("@version@", version);
        }
    }

    private static String version(Path home) throws IOException {
        var pom = Files.readString(home.resolve(GATEWAY));
        return between(pom, "<version>", "</version>");
    }

    private static String between(String text, String begin, String end) {
        var from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    /** The POMs as they will be, all made before any is written. */
    private Map<Path, String> poms(Path home) throws IOException {
        var gateway = home.resolve(GATEWAY);
        var root = home.resolve(ROOT);
        var app = home.resolve(APP);
        var poms = new LinkedHashMap<Path, String>();
        poms.put(gateway, inserted(gateway, "<module>app</module>", "<module>drivers/" + vendor + "</module>"));
        poms.put(
                root,
                inserted(root, dependency(root, "simulated-vendor"), entry("<version>${project.version}</version>")));
        poms.put(app, inserted(app, dependency(app, "quarkus-arc"), entry("")));
        return poms;
    }

    /** The whole entry of a dependency that is always there, as far as its name. */
    private static String dependency(Path pom, String artifact) throws IOException {
        var text = Files.readString(pom);
        var name = "<artifactId>" + artifact + "</artifactId>";
        var at = text.indexOf(name);
        var begin = text.lastIndexOf("<dependency>", Math.max(0, at));
        return at < 0 || begin < 0 ? name : text.substring(begin, at + name.length());
    }

    private String entry(String more) {
        return Stream.of(
                        "<dependency>",
                        "  <groupId>io.lamplighter</groupId>",
                        "  <artifactId>driver-" + vendor + "</artifactId>",
                        more.isEmpty() ? "" : "  " + more,
                        "</dependency>")
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** The POM with lines inserted before others, and indented like these. */
    private static String inserted(Path pom, String before, String lines) throws IOException {
        var text = Files.readString(pom);
        var at = text.indexOf(before);
        if (at < 0) {
            throw new MistakeException(pom + ": has nothing like " + before.strip() + "; add the module by hand");
        }
        var begin = text.lastIndexOf('\n', at) + 1;
        var indent = text.substring(begin, at);
        return text.substring(0, begin) + indent + lines.replace("\n", "\n" + indent) + "\n" + text.substring(begin);
    }
}
