package io.parley.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletRequest;

import io.parley.audio.AudioException;
import io.parley.speech.SpeechException;
import io.parley.web.connection.HangUps;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service that does nothing but wait, fail and echo. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ServiceWebConfiguration.class)
@RestController
class TestService {

    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    final CountDownLatch release = new CountDownLatch(1);

    private final HangUps hangUps;

    TestService(HangUps hangUps) {
        this.hangUps = hangUps;
    }

    /** Computes for up to so long, unless the caller goes. */
    @PostMapping("/work/{ms}")
    String work(@PathVariable long ms, @RequestBody String body, HttpServletRequest request)
            throws InterruptedException {
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        try (HangUps.Watch _ = this.hangUps.watch(request, () -> ended.add("hung up"))) {
            this.seen.add("working");
            String how = ended.poll(ms, TimeUnit.MILLISECONDS);
            this.seen.add((how != null) ? how : "finished");
        }
        return body;
    }

    /** Computes until it is let go. */
    @GetMapping("/held")
    String held() throws InterruptedException {
        this.seen.add("working");
        this.release.await();
        return "done";
    }

    @GetMapping("/fail/{how}")
    String fail(@PathVariable String how) throws IOException {
        throw switch (how) {
            case "undecodable" -> new AudioException.Undecodable("This is no sound.");
            case "bytes" -> new AudioException.TooManyBytes(100);
            case "long" -> new AudioException.TooLong(10);
            case "short" -> new AudioException.TooShort(80);
            case "rate" -> new AudioException.UnsupportedRate(7);
            case "model" -> new SpeechException.UnknownModel("nobody");
            case "unsupported" -> new SpeechException.Unsupported("language", "Not that language.");
            case "overloaded" -> new SpeechException.Overloaded("Too much.", Duration.ofMillis(1500));
            case "unfetched" -> new SpeechException.NotFetched("big", "parley models pull big");
            case "unavailable" -> new SpeechException.ModelUnavailable("/secret/path", new IOException("secret"));
            default -> new IllegalStateException("a secret of the house");
        };
    }

    @GetMapping("/number")
    int number(@RequestParam int value) {
        return value;
    }

}
