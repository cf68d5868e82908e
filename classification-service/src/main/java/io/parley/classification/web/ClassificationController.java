package io.parley.classification.web;

import java.io.IOException;
import java.io.InputStream;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.classification.mapping.ClassificationRequest;
import io.parley.classification.mapping.ClassificationRequests;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Classification;
import io.parley.web.error.FailureException;
import io.parley.web.shutdown.CallerWork;
import io.parley.web.usage.UsageCount;
import io.parley.web.usage.UsageMeter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a sound file and answers what it is. */
@RestController
class ClassificationController {

    /** What every {@link io.parley.speech.AudioClassifier} listens at, in Hz. */
    private static final int SAMPLE_RATE = 16_000;

    private final ClassificationRequests requests;

    private final AudioDecoder decoder;

    private final AudioLimits limits;

    private final CallerWork work;

    private final UsageMeter meter;

    ClassificationController(ClassificationRequests requests, AudioDecoder decoder, AudioLimits limits, CallerWork work,
            UsageMeter meter) {
        this.requests = requests;
        this.decoder = decoder;
        this.limits = limits;
        this.work = work;
        this.meter = meter;
    }

    @PostMapping(path = "/v1/audio/classification", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "createAudioClassification",
            requestBody = @RequestBody(required = true,
                    content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = ClassificationForm.class))))
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = AudioClassification.class)))
    ResponseEntity<AudioClassification> classify(
            @Parameter(hidden = true) @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> fields, HttpServletRequest request)
            throws IOException {
        ClassificationRequest asked = this.requests.of(fields);
        if (file == null) {
            throw FailureException.badField("file", "The field 'file' is required, as a part with a file name.");
        }
        if (file.isEmpty()) {
            throw FailureException.badField("file", "The file is empty.");
        }
        AudioClassification found = this.work.run(request, (cancellation) -> {
            try (InputStream encoded = file.getInputStream();
                    UsageCount count = this.meter.count(request);
                    PcmSource audio = count.heard(this.decoder.decode(encoded, SAMPLE_RATE, this.limits))) {
                return classification(asked, audio, cancellation);
            }
        });
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(found);
    }

    private static AudioClassification classification(ClassificationRequest asked, PcmSource audio,
            Cancellation cancellation) {
        Segments segments = new Segments(asked.selection());
        Classification whole = asked.classifier().classify(audio, asked.options(), segments, cancellation);
        return new AudioClassification(asked.model(), Detection.of(asked.selection().of(whole.scores())),
                (asked.options().window() != null) ? segments.all() : null);
    }

}
