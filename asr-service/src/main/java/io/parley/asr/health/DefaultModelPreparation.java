package io.parley.asr.health;

import java.time.Duration;
import java.util.concurrent.CancellationException;

import io.parley.asr.config.AsrProperties;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcribers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has the default model there before the first caller comes, and says when it is: the
 * service is ready from then on. What fails is tried again.
 */
@Component("models")
class DefaultModelPreparation implements SmartLifecycle, HealthIndicator {

    private static final Logger logger = LoggerFactory.getLogger(DefaultModelPreparation.class);

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Transcribers transcribers;

    private final boolean wanted;

    private final Cancellation stopping = new Cancellation();

    private volatile boolean running;

    private volatile boolean ready;

    DefaultModelPreparation(Transcribers transcribers, AsrProperties properties) {
        this.transcribers = transcribers;
        this.wanted = properties.prepare();
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
        String model = this.transcribers.models().getFirst();
        try {
            while (!tryPrepare(model)) {
                Thread.sleep(RETRY);
            }
            this.ready = true;
            logger.info("{} is ready", model);
        }
        catch (CancellationException | InterruptedException _) {
            logger.debug("stopped before {} was ready", model);
        }
    }

    private boolean tryPrepare(String model) {
        this.stopping.check();
        try {
            this.transcribers.named(model).prepare(this.stopping);
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
