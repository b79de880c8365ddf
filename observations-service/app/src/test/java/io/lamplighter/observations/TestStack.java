package io.lamplighter.observations;

import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** What all tests run against, once for all of them. */
@QuarkusTestResource(
        value = LocalStackResource.class,
        initArgs = @ResourceArg(name = "database", value = "observations"))
@QuarkusTestResource(RegistryStub.class)
final class TestStack {
    private TestStack() {}
}
