package io.lamplighter.devices.groups;

import io.lamplighter.devices.problems.Problems;
import io.lamplighter.devices.problems.Violation;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How the refusals of groups look. */
class GroupProblems {

    @ServerExceptionMapper
    Response notFound(GroupNotFoundException refused) {
        return Problems.problem(
                        404,
                        "group-not-found",
                        "Group not found",
                        "There is no group with the id " + refused.id() + ".")
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response nameTaken(GroupNameTakenException refused) {
        return Problems.problem(
                        409,
                        "group-name-taken",
                        "Group name taken",
                        "Another group has this name. Change that group, or send another name.")
                .with("violations", List.of(new Violation("name", "is taken by another group")))
                .build()
                .toResponse();
    }
}
