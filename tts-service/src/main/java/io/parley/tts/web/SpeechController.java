package io.parley.tts.web;

import java.io.IOException;

import io.parley.tts.mapping.SpeechRequests;
import io.parley.tts.web.SpeechEvent.AudioDelta;
import io.parley.tts.web.SpeechEvent.AudioDone;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes a text and answers with speech. */
@RestController
class SpeechController {

    /**
     * In bytes: a text of the greatest length, however it is escaped, and instructions.
     */
    private static final int MOST_BODY = 262_144;

    private final SpeechRequests requests;

    private final SpeechAnswers answers;

    SpeechController(SpeechRequests requests, SpeechAnswers answers) {
        this.requests = requests;
        this.answers = answers;
    }

    @PostMapping(path = "/v1/audio/speech", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "createSpeech",
            requestBody = @RequestBody(required = true,
                    content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SpeechForm.class))))
    @ApiResponse(responseCode = "200",
            content = { @Content(mediaType = "audio/mpeg", schema = @Schema(type = "string", format = "binary")),
                    @Content(mediaType = "audio/ogg", schema = @Schema(type = "string", format = "binary")),
                    @Content(mediaType = "audio/aac", schema = @Schema(type = "string", format = "binary")),
                    @Content(mediaType = "audio/flac", schema = @Schema(type = "string", format = "binary")),
                    @Content(mediaType = "audio/wav", schema = @Schema(type = "string", format = "binary")),
                    @Content(mediaType = "audio/pcm", schema = @Schema(type = "string", format = "binary")),
                    @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(oneOf = { AudioDelta.class, AudioDone.class })) })
    void speak(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BODY + 1);
        if (body.length > MOST_BODY) {
            throw new FailureException(
                    Failure.tooLarge("The request's body is larger than the limit of %d bytes.".formatted(MOST_BODY)));
        }
        this.answers.answer(this.requests.of(body), request, response);
    }

}
