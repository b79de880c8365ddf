package io.lamplighter.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {
    @TempDir
    private Path folder;

    @Test
    void filesAndTheEnvironmentAreRead() throws IOException {
        var file = Files.writeString(folder.resolve("key"), "orchid\n");
        var reference = SecretReference.parse("key", "file:" + file);

        assertThat(reference.read()).hasValue("orchid");
        assertThat(Files.writeString(file, "lily")).exists();
        assertThat(reference.read()).hasValue("lily");
        assertThat(SecretReference.parse("key", "file:" + folder.resolve("none"))
                        .read())
                .isEmpty();
        assertThat(SecretReference.parse("key", "env:PATH").read()).hasValue(System.getenv("PATH"));
        assertThat(reference.toString()).doesNotContain(folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"orchid", "file:relative", "env:", "env:A B", ""})
    void aSecretItselfIsRefusedAndNotTold(String text) {
        assertThatThrownBy(() -> SecretReference.parse("lamplighter.vendors.x.accounts.y.secrets.z", text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("lamplighter.vendors.x.accounts.y.secrets.z")
                .hasMessageNotContaining("orchid");
    }
}
