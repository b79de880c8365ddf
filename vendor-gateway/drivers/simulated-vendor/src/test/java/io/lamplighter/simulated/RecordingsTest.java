package io.lamplighter.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    @TempDir
    private Path folder;

    @Test
    void columnsDriveDevicesByTheirNames() throws IOException {
        write("a.csv", "date,T1,RH_1,Visibility\n2026-01-01 00:00:00, 19.5,40,9\n2026-01-01 00:10:00,20.5,41,9\n");
        write("b_temperature.csv", "timestamp,value\n2026-01-01 00:00:00,70\n");

        var recordings = Recordings.in(folder);

        var first = recordings.nextTemperature();
        assertThat(first.at(0)).hasValue(19.5);
        assertThat(first.at(599)).hasValue(19.5);
        assertThat(first.at(600)).hasValue(20.5);
        assertThat(first.at(601)).as("begins again").hasValue(19.5);
        assertThat(recordings.nextHumidity().at(0)).hasValue(40);
        assertThat(recordings.nextTemperature().at(1000)).hasValue(70);
        assertThat(recordings.nextTemperature()).isSameAs(Recording.NONE);
        assertThat(recordings.nextPower()).isSameAs(Recording.NONE);
    }

    @Test
    void rowNumbersBrokenRowsAndStepsBackAreSurvived() throws IOException {
        write("c.csv", """
                "date","Temperature","Humidity"
                "1","2026-01-01 00:00:00",20,30
                "2","not a time",21,31
                "3","2026-01-01 00:02:00",22,NaN
                "4","2026-01-01 00:01:00",99,32
                short
                """);

        var temperature = Recordings.in(folder).nextTemperature();

        assertThat(temperature.at(0)).hasValue(20);
        assertThat(temperature.at(60)).hasValue(20);
        assertThat(temperature.at(120)).hasValue(22);
    }

    private void write(String name, String text) throws IOException {
        var written = Files.writeString(folder.resolve(name), text);
        assertThat(written).exists();
    }
}
