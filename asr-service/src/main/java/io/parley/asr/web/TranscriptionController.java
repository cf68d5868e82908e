package io.parley.asr.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;

import io.parley.asr.mapping.TranscriptionRequest;
import io.parley.asr.mapping.TranscriptionRequests;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Transcription;
import io.parley.web.connection.HangUps;
import io.parley.web.error.FailureException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a sound file and answers with its words. */
@RestController
class TranscriptionController {

    private static final MediaType PLAIN_TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final TranscriptionRequests requests;

    private final FileTranscription transcription;

    private final HangUps hangUps;

    TranscriptionController(TranscriptionRequests requests, FileTranscription transcription, HangUps hangUps) {
        this.requests = requests;
        this.transcription = transcription;
        this.hangUps = hangUps;
    }

    @PostMapping(path = "/v1/audio/transcriptions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "createTranscription",
            requestBody = @RequestBody(required = true,
                    content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = TranscriptionForm.class))))
    @ApiResponse(responseCode = "200",
            content = {
                    @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = TranscriptionResponse.class)),
                    @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")) })
    ResponseEntity<Object> transcribe(
            @Parameter(hidden = true) @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> fields, HttpServletRequest request)
            throws IOException {
        TranscriptionRequest asked = this.requests.of(fields);
        if (file == null) {
            throw FailureException.badField("file", "The field 'file' is required, as a part with a file name.");
        }
        if (file.isEmpty()) {
            throw FailureException.badField("file", "The file is empty.");
        }
        Cancellation cancellation = new Cancellation();
        try (HangUps.Watch _ = this.hangUps.watch(request, cancellation::cancel);
                InputStream encoded = file.getInputStream()) {
            return answer(asked, this.transcription.of(encoded, asked, cancellation));
        }
    }

    /**
     * The content type is set, not negotiated: clients that accept only JSON ask for
     * text.
     */
    private static ResponseEntity<Object> answer(TranscriptionRequest asked, Transcription transcription) {
        return switch (asked.format()) {
            case TEXT -> ResponseEntity.ok().contentType(PLAIN_TEXT).body(transcription.text() + "\n");
            default -> ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(TranscriptionResponse.of(transcription));
        };
    }

}
