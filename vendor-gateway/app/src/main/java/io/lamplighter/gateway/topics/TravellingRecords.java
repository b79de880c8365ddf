package io.lamplighter.gateway.topics;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import io.lamplighter.gateway.api.Attendance;
import io.lamplighter.gateway.api.CommandError;
import io.lamplighter.gateway.api.CommandOutcome;
import io.lamplighter.gateway.api.CommandResult;
import io.lamplighter.gateway.api.DevicePresence;
import io.lamplighter.gateway.api.FeedMessage;
import io.lamplighter.gateway.api.FoundDevice;
import io.lamplighter.gateway.api.IgnoredDevice;
import io.lamplighter.gateway.api.Observed;
import io.lamplighter.gateway.api.Phase;
import io.lamplighter.gateway.api.PresenceState;
import io.lamplighter.gateway.api.PresenceView;
import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.RunState;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.DeviceObservations;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.api.SeriesObservations;
import io.lamplighter.observations.api.Status;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Records that are read from and written to bytes by hand, which a native executable has to be told of. */
@RegisterForReflection(
        targets = {
            Attendance.class,
            Attribute.class,
            Command.class,
            CommandError.class,
            CommandOutcome.class,
            CommandResult.class,
            DeviceObservations.class,
            DevicePresence.class,
            SeriesObservations.class,
            DeviceView.class,
            FoundDevice.class,
            IgnoredDevice.class,
            FeedMessage.Answer.class,
            FeedMessage.Conflated.class,
            FeedMessage.Failure.class,
            FeedMessage.Heartbeat.class,
            FeedMessage.LeftOut.class,
            FeedMessage.Problem.class,
            FeedMessage.Reset.class,
            FeedMessage.Snapshot.class,
            FeedMessage.Unsubscribed.class,
            FeedMessage.Update.class,
            FeedMessage.Violation.class,
            FeedMessage.Welcome.class,
            Location.class,
            Observation.class,
            ObservationView.class,
            Observed.class,
            Phase.class,
            PresenceState.class,
            PresenceView.class,
            RunError.class,
            RunState.class,
            RunView.class,
            Status.class
        })
final class TravellingRecords {
    private TravellingRecords() {}
}
