package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One request to run a task against a target.
 *
 * @param scheduleId the schedule that started it; null when it was started on demand
 * @param runs how many runs are in each state, by the state's word; states without runs are absent
 * @param error why it could not start; null otherwise
 * @param warnings what its reader should know though nothing failed, such as an empty target; absent when there is nothing
 * @param retry the policy in force
 * @param rollout how far the rollout has come; absent without one
 * @param decision what a task that decides for itself asked of the devices, and why; absent for others
 * @param steps how each begun step of a workflow stands; absent for others
 * @param parentId the workflow that it is a step of; absent otherwise
 * @param rerunOf the interaction whose failed part it does again; absent otherwise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InteractionView(
        UUID id,
        String task,
        Target target,
        Map<String, Object> arguments,
        Duration timeout,
        String requestedBy,
        UUID scheduleId,
        InteractionState state,
        Map<String, Integer> runs,
        RunError error,
        Instant dueAt,
        Instant createdAt,
        Instant endedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings,
        @JsonInclude(JsonInclude.Include.NON_NULL) Retry retry,
        @JsonInclude(JsonInclude.Include.NON_NULL) RolloutView rollout,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> decision,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<StepView> steps,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID parentId,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID rerunOf) {}
