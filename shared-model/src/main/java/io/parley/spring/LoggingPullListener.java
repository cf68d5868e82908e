package io.parley.spring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;

/** Logs what an operator should know of a pull; progress only once an item is there. */
final class LoggingPullListener implements PullListener {

    private static final Logger logger = LoggerFactory.getLogger(LoggingPullListener.class);

    @Override
    public void progress(PullProgress progress) {
        if (progress.isComplete()) {
            logger.info("{}: {} is there", progress.model(), progress.item());
        }
    }

    @Override
    public void message(String line) {
        logger.info(line);
    }

}
