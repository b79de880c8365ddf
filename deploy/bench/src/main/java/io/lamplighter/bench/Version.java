package io.lamplighter.bench;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"lamplighter bench " + (version == null ? "(not packaged)" : version)};
    }
}
