package io.parley.standalone.cli;

import java.util.Objects;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class ManifestVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] { "parley " + Objects
            .requireNonNullElse(ParleyCommand.class.getPackage().getImplementationVersion(), "(development)") };
    }

}
