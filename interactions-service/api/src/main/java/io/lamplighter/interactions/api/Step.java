package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One step of a workflow: either a task of its own, or steps that go at the same time.
 *
 * @param name for people; may be absent
 * @param arguments may hold {@code {"$from": POINTER}} anywhere, replaced by what an earlier step brought (see
 *     {@link StartInteraction#steps()}), or by {@code "default"} beside it when there is nothing
 * @param onFailure {@code stop} (when absent) ends the workflow when this step did not succeed, {@code continue} goes on
 * @param parallel steps that begin together; nothing else but name and onFailure may be given then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Step(
        @Size(max = 100) String name,
        String task,
        @Valid Target target,
        Map<String, Object> arguments,
        Duration timeout,
        Retry retry,
        Rollout rollout,
        String onFailure,
        @Size(min = 1, max = 20) List<@Valid Step> parallel) {

    public boolean goesOnAfterFailure() {
        return "continue".equals(onFailure);
    }

    /** What begins when this step does. */
    public List<Step> branches() {
        return parallel == null ? List.of(this) : parallel;
    }
}
