package io.lamplighter.launcher;

import io.lamplighter.local.PostgresProcess;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL with a database for each service that needs one. */
final class PostgresPart implements Part {
    static final String NAME = "postgresql";

    private static final String SUPERUSER = "postgres";
    private static final List<String> DATABASES = List.of("devices", "observations", "interactions");

    private final Layout layout;
    private final int port;
    private final Secrets secrets;
    private PostgresProcess process;

    PostgresPart(Layout layout, int port, Secrets secrets) {
        this.layout = layout;
        this.port = port;
        this.secrets = secrets;
    }

    /** Whose passwords it needs. */
    static List<String> owners() {
        return Stream.concat(Stream.of(SUPERUSER), DATABASES.stream()).toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void start() throws IOException {
        process =
                PostgresProcess.start(layout.postgres(), layout.postgresBinaries(), port, secrets.password(SUPERUSER));
        for (var database : DATABASES) {
            process.createDatabase(database, secrets.password(database));
        }
    }

    @Override
    public ProcessHandle handle() throws IOException {
        return process.handle();
    }

    @Override
    public void stop() throws IOException {
        if (process != null) {
            process.close();
        }
    }
}
