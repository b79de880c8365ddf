package io.lamplighter.interactions.tasks;

import io.lamplighter.interactions.api.TaskView;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

@Path("/api/tasks")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
class TaskResource {
    private final Tasks tasks;

    TaskResource(Tasks tasks) {
        this.tasks = tasks;
    }

    @GET
    public TaskPage tasks() {
        return new TaskPage(tasks.views(), null);
    }

    record TaskPage(List<TaskView> items, String next) {}
}
