package io.parley.standalone;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/**
 * On one class path every context would configure itself for the libraries of all the
 * others. Names those that a context has no business with.
 */
final class ForeignAutoConfiguration {

    private ForeignAutoConfiguration() {
    }

    /**
     * The auto-configurations below some packages, as the value of Spring Boot's property
     * that excludes them.
     */
    static String below(List<String> packages) {
        return StreamSupport
            .stream(ImportCandidates.load(AutoConfiguration.class, Suite.class.getClassLoader()).spliterator(), false)
            .filter(name -> packages.stream().anyMatch(foreign -> name.startsWith(foreign + ".")))
            .collect(Collectors.joining(","));
    }

}
