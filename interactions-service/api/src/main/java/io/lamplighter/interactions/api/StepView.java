package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.UUID;

/**
 * How one step of a workflow stands.
 *
 * @param step its place, from 0
 * @param branch its place among the steps that go at the same time, from 0
 * @param interactionId the interaction that does it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepView(
        int step,
        int branch,
        String name,
        String task,
        UUID interactionId,
        InteractionState state,
        Map<String, Integer> runs,
        RunError error) {}
