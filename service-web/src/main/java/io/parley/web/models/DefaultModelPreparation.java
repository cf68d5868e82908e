package io.parley.web.models;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Has the default model there before the first caller comes, and says when it is: the
 * service is ready from then on. What fails is tried again.
 */
public final class DefaultModelPreparation implements SmartLifecycle, HealthIndicator {

    private static final Logger logger = LoggerFactory.getLogger(DefaultModelPreparation.class);

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final String model;

    private final Consumer<Cancellation> preparation;

    private final boolean wanted;

    private final Cancellation stopping = new Cancellation();

    private volatile boolean running;

    private volatile boolean ready;

    /**
     * Prepares nothing yet.
     * @param model the default model's id
     * @param preparation has it there; asked again while it throws a
     * {@link SpeechException}
     * @param wanted whether to prepare it at all
     */
    public DefaultModelPreparation(String model, Consumer<Cancellation> preparation, boolean wanted) {
        this.model = model;
        this.preparation = preparation;
        this.wanted = wanted;
        this.ready = !this.wanted;
    }

    @Override
    public void start() {
        this.running = true;
        if (this.wanted) {
            Thread.ofVirtual().name("prepare-default-model").start(this::prepare);
        }
    }

    private void prepare() {
        try {
            while (!tryPrepare()) {
                Thread.sleep(RETRY);
            }
            this.ready = true;
            logger.info("{} is ready", this.model);
        }
        catch (CancellationException | InterruptedException _) {
            logger.debug("stopped before {} was ready", this.model);
        }
    }

    private boolean tryPrepare() {
        this.stopping.check();
        try {
            this.preparation.accept(this.stopping);
            return true;
        }
        catch (SpeechException ex) {
            logger.warn("{} Trying again in {} s.", ex.getMessage(), RETRY.toSeconds());
            return false;
        }
    }

    @Override
    public void stop() {
        this.stopping.cancel();
        this.running = false;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    @Override
    public Health health() {
        return this.ready ? Health.up().build() : Health.outOfService().build();
    }

}
