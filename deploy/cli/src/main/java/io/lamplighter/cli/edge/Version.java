package io.lamplighter.cli.edge;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"lamplighter " + (version == null ? "(not packaged)" : version)};
    }
}
