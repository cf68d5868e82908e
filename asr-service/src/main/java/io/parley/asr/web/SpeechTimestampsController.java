package io.parley.asr.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.parley.asr.config.AsrProperties;
import io.parley.asr.mapping.SpeechTimestampsRequest;
import io.parley.asr.mapping.SpeechTimestampsRequests;
import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.web.error.FailureException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.parley.web.shutdown.CallerWork;
import io.parley.web.usage.UsageCount;
import io.parley.web.usage.UsageMeter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a sound file and answers where in it somebody speaks. */
@RestController
class SpeechTimestampsController {

    /** What every {@link io.parley.speech.VoiceActivityDetector} listens at, in Hz. */
    private static final int SAMPLE_RATE = 16_000;

    private final SpeechTimestampsRequests requests;

    private final AudioDecoder decoder;

    private final AudioLimits limits;

    private final CallerWork work;

    private final UsageMeter meter;

    SpeechTimestampsController(SpeechTimestampsRequests requests, AudioDecoder decoder, AsrProperties properties,
            CallerWork work, UsageMeter meter) {
        this.requests = requests;
        this.decoder = decoder;
        this.limits = properties.limits();
        this.work = work;
        this.meter = meter;
    }

    @PostMapping(path = "/v1/audio/speech/timestamps", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "createSpeechTimestamps",
            requestBody = @RequestBody(required = true,
                    content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = SpeechTimestampsForm.class))))
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
            array = @ArraySchema(schema = @Schema(implementation = SpeechTimestamp.class))))
    ResponseEntity<List<SpeechTimestamp>> detect(
            @Parameter(hidden = true) @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> fields, HttpServletRequest request)
            throws IOException {
        SpeechTimestampsRequest asked = this.requests.of(fields);
        if (file == null) {
            throw FailureException.badField("file", "The field 'file' is required, as a part with a file name.");
        }
        if (file.isEmpty()) {
            throw FailureException.badField("file", "The file is empty.");
        }
        List<SpeechTimestamp> found = this.work.run(request, (cancellation) -> {
            try (InputStream encoded = file.getInputStream();
                    UsageCount count = this.meter.count(request);
                    PcmSource audio = count.heard(this.decoder.decode(encoded, SAMPLE_RATE, this.limits))) {
                List<SpeechTimestamp> spans = new ArrayList<>();
                asked.detector()
                    .detect(audio, asked.options(), (span) -> spans.add(SpeechTimestamp.of(span)), cancellation);
                return spans;
            }
        });
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(found);
    }

}
