package io.lamplighter.interactions.workflows;

import io.lamplighter.interactions.api.Step;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The steps of a workflow as they stand in its arguments. */
@RegisterForReflection
record Steps(List<Step> steps) {}
