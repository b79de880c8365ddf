package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.DayMatch;
import io.lamplighter.interactions.api.QuietWindow;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResourceBundle;

/** What is read and described outside of REST, for the native executable. */
@RegisterForReflection(targets = {DayMatch.class, QuietWindow.class})
@RegisterResourceBundle(bundleName = "com.cronutils.CronUtilsI18N")
final class WireRecords {
    private WireRecords() {}
}
