package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** What becomes of a model's parts when it cannot be put together. */
class ModelPartsTest {

    private final List<String> freed = new ArrayList<>();

    @Test
    void allPartsAreFreedTheLastFirstEvenIfSomeCannotBe() {
        ModelParts parts = new ModelParts();
        parts.add(part("first"));
        parts.add(failing("second"));
        parts.add(part("third"));
        parts.add(failing("fourth"));
        assertThatThrownBy(parts::close).isInstanceOf(IllegalStateException.class)
            .hasRootCauseMessage("fourth")
            .satisfies((failure) -> assertThat(failure.getSuppressed()).singleElement()
                .satisfies((other) -> assertThat(other).hasRootCauseMessage("second")));
        assertThat(this.freed).containsExactly("third", "first");
        parts.close();
        assertThat(this.freed).hasSize(2);
    }

    @Test
    void theModelsPartsAreLeftToIt() {
        try (ModelParts parts = new ModelParts()) {
            parts.add(part("first"));
            parts.complete();
        }
        assertThat(this.freed).isEmpty();
    }

    private AutoCloseable part(String name) {
        return () -> this.freed.add(name);
    }

    private static AutoCloseable failing(String name) {
        return () -> {
            throw new IllegalArgumentException(name);
        };
    }

}
