package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.edge.Download;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Text;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is done again and again. Without a subcommand it lists, as {@code schedules list} does. */
@Command(
        name = "schedules",
        description = "Lists the schedules, when each runs what and how it went last, or does something with them.",
        subcommands = {
            SchedulesCommand.ListSchedules.class,
            AddScheduleCommand.class,
            NextFiringsCommand.class,
            SchedulesCommand.Pause.class,
            SchedulesCommand.Resume.class,
            SchedulesCommand.Run.class,
            SchedulesCommand.Remove.class,
            SchedulesCommand.Export.class,
            ApplySchedulesCommand.class
        })
public final class SchedulesCommand extends ScheduleLister {
    @Command(name = "list", description = "Lists the schedules.")
    static final class ListSchedules extends ScheduleLister {}

    /** One schedule. */
    abstract static class One extends EdgeCommand {
        @Parameters(paramLabel = "NAME-OR-ID", description = "the schedule")
        private String schedule;

        final String path() {
            return Schedules.PATH + "/" + Schedules.id(schedule, edge());
        }

        final String name() {
            return schedule;
        }

        final int enable(boolean enabled) {
            var changed =
                    edge().patch(path(), JsonNodeFactory.instance.objectNode().put("enabled", enabled), null);
            out().printf(
                            "%s is %s; next: %s%n",
                            Text.of(changed.path("name")), Schedules.state(changed), Text.time(changed.path("nextAt")));
            return DONE;
        }
    }

    @Command(name = "pause", description = "Keeps a schedule from firing.")
    static final class Pause extends One {
        @Override
        public Integer call() {
            return enable(false);
        }
    }

    @Command(name = "resume", description = "Lets a paused schedule fire again.")
    static final class Resume extends One {
        @Override
        public Integer call() {
            return enable(true);
        }
    }

    @Command(name = "run", description = "Fires a schedule now, besides its times.")
    static final class Run extends One {
        @Override
        public Integer call() {
            var started = edge().post(path() + "/run", null);
            out().printf("Started %1$s; see ./lamplighter interactions show %1$s%n", Text.of(started.path("id")));
            return DONE;
        }
    }

    @Command(name = "remove", description = "Removes a schedule; what it ran stays in the history.")
    static final class Remove extends One {
        @Override
        public Integer call() {
            edge().delete(path());
            out().printf("Removed %s%n", name());
            return DONE;
        }
    }

    @Command(name = "export", description = "Writes the schedules as YAML that schedules apply reads.")
    static final class Export extends EdgeCommand {
        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                defaultValue = "-",
                description = "a .yaml file (${DEFAULT-VALUE})")
        private String file;

        @Option(names = "--set", paramLabel = "NAME", description = "only those that were applied with this set")
        private String set;

        @Override
        public Integer call() throws IOException {
            try (var progress = progress();
                    var download = new Download(file, out(), progress)) {
                edge().download(
                                Schedules.PATH + "/export",
                                Query.none().with("set", set),
                                "application/yaml",
                                download);
                download.complete();
            }
            return DONE;
        }
    }
}
