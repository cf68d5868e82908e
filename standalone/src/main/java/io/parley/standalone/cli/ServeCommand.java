package io.parley.standalone.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import io.parley.standalone.Suite;
import io.parley.standalone.SuiteOptions;
import io.parley.standalone.SuitePart;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code parley serve}: the whole suite until the process is told to stop. */
@Command(name = "serve", description = "Runs the whole suite in one process.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--host", description = "Address to listen on (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", description = "Port to listen on, 0 for a free one (default: 8080).")
    private @Nullable Integer port;

    @Option(names = "--model", description = "One model that does all jobs, such as lfm2-audio-1.5b, in one copy.")
    private @Nullable String model;

    @Option(names = "--keys", description = "Ask every caller for an API key, made with 'parley keys create'.")
    private boolean keys;

    @Option(names = "--only", description = "One part alone, the others running elsewhere: ${COMPLETION-CANDIDATES}.")
    private @Nullable SuitePart only;

    @Option(names = "--check", description = "Start, then stop: says whether this machine and configuration will do.")
    private boolean check;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> properties = new HashMap<>();
        if (this.check) {
            properties.putAll(Map.of("parley.asr.prepare", "false", "parley.tts.prepare", "false",
                    "parley.classification-service.prepare", "false", "parley.chat.prepare", "false"));
        }
        if (this.model != null) {
            properties.put("parley.default-model", this.model);
        }
        if (this.keys) {
            properties.put("parley.gateway.authentication.keys", true);
        }
        Suite suite = Suite.start(new SuiteOptions(this.host, this.port, properties, this.only),
                Terminal.sharedListener());
        if (this.check) {
            suite.close();
            return ExitCode.OK;
        }
        StopSignals.handle(suite::close);
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

}
