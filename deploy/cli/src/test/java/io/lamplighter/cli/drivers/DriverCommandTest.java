package io.lamplighter.cli.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.lamplighter.cli.Terminal;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class DriverCommandTest {
    private static final Path PROJECT = Path.of("../..");
    private static final List<String> POMS = List.of("pom.xml", "vendor-gateway/pom.xml", "vendor-gateway/app/pom.xml");

    @TempDir
    private Path home;

    @BeforeEach
    void checkout() throws IOException {
        for (var pom : POMS) {
            Files.createDirectories(home.resolve(pom).getParent());
            Files.copy(PROJECT.resolve(pom), home.resolve(pom));
        }
    }

    @Test
    void theModuleIsKnownToTheBuild() throws Exception {
        var ran = run("acme-hub", "--title", "Acme hub");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        for (var pom : POMS) {
            var text = Files.readString(home.resolve(pom));
            var added = text.lines().filter(line -> line.contains("acme-hub")).toList();
            assertThat(added).as(pom).hasSize(1);
            assertThat(withoutEntry(text)).isEqualTo(Files.readString(PROJECT.resolve(pom)));
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(home.resolve(pom).toFile());
        }
        assertThat(Files.readString(home.resolve("vendor-gateway/drivers/acme-hub/pom.xml")))
                .contains("<artifactId>driver-acme-hub</artifactId>", "<version>1.0.0-SNAPSHOT</version>")
                .doesNotContain("@");
    }

    /** As it was before: without the lines that were added. */
    private static String withoutEntry(String pom) {
        var module = " *<module>drivers/acme-hub</module>\n";
        var begin =
                " *<dependency>\\s*<groupId>io.lamplighter</groupId>\\s*<artifactId>driver-acme-hub</artifactId>\\s*";
        return pom.replaceFirst(module, "").replaceFirst(begin + "(<version>.*</version>\\s*)?</dependency>\n", "");
    }

    @Test
    void itCompilesAndTheContractFailsUntilItIsWritten() throws Exception {
        assertThat(run("acme-hub").exitCode()).isZero();

        var classes = compiled(home.resolve("vendor-gateway/drivers/acme-hub"));
        var failed = new TreeSet<String>();
        var passed = new TreeSet<String>();
        runContract(classes, passed, failed);

        assertThat(failed).contains("readsWhatTheBackendHolds()", "rubbishIsAProtocolViolation()");
        assertThat(passed)
                .contains(
                        "describesItselfAlwaysTheSame()",
                        "everyRuleOfQualityIsAnswered()",
                        "nothingHappensBeforeSubscription()");
    }

    private Path compiled(Path module) throws IOException {
        var classes = Files.createDirectories(home.resolve("classes"));
        try (var files = Files.walk(module)) {
            var all = files.filter(Files::isRegularFile).toList();
            for (var resource : all) {
                if (resource.toString().endsWith(".yaml")) {
                    var target =
                            classes.resolve(module.resolve("src/main/resources").relativize(resource));
                    Files.createDirectories(target.getParent());
                    Files.copy(resource, target);
                }
            }
            compile(
                    classes,
                    all.stream()
                            .filter(file -> file.toString().endsWith(".java"))
                            .toList());
        }
        return classes;
    }

    private static void compile(Path classes, List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var options =
                    List.of("-d", classes.toString(), "-Xlint:all,-processing,-classfile", "-Werror", "-proc:none");
            var done = compiler.getTask(
                            complaints, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(done).as(complaints.toString()).isTrue();
        }
    }

    private static void runContract(Path classes, Set<String> passed, Set<String> failed) throws Exception {
        var here = DriverCommandTest.class.getClassLoader();
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, here)) {
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(loader.loadClass("io.lamplighter.driver.acmehub.AcmeHubDriverContractTest")))
                    .build();
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    if (test.isTest()) {
                        (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? passed : failed)
                                .add(test.getDisplayName());
                    }
                }
            });
        }
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        assertThat(run("acme").exitCode()).isZero();
        var before = files();

        var again = run("acme");

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "", "../acme", "acme_hub", "-acme", "class", "tck", "1acme"})
    void refusesNamesThatCannotBe(String name) throws IOException {
        var before = files();

        var ran = run(name);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("NAME");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void saysWhenItIsNotInACheckout() {
        var ran = Terminal.run(
                "http://127.0.0.1:1",
                "driver",
                "new",
                "acme",
                "--home",
                home.resolve("vendor-gateway").toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("is not a checkout of Lamplighter");
    }

    private Terminal run(String... arguments) {
        return Terminal.run(
                "http://127.0.0.1:1",
                Stream.concat(Stream.of("driver", "new", "--home", home.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private Set<String> files() throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file + " " + file.toFile().length())
                    .collect(Collectors.toSet());
        }
    }
}
