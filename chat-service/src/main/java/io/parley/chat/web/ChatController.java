package io.parley.chat.web;

import java.io.IOException;

import io.parley.chat.config.ChatProperties;
import io.parley.chat.mapping.ChatRequest;
import io.parley.chat.mapping.ChatRequests;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes a conversation and answers it. */
@RestController
class ChatController {

    private final ChatRequests requests;

    private final ChatAnswers answers;

    private final int maxBody;

    ChatController(ChatRequests requests, ChatAnswers answers, ChatProperties properties) {
        this.requests = requests;
        this.answers = answers;
        this.maxBody = (int) Math.min(properties.maxBody().toBytes(), Integer.MAX_VALUE - 1);
    }

    @PostMapping(path = "/v1/chat/completions", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "createChatCompletion",
            requestBody = @RequestBody(required = true,
                    content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ChatForm.class))))
    @ApiResponse(responseCode = "200",
            content = {
                    @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ChatCompletion.class)),
                    @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = ChatCompletionChunk.class)) })
    @Nullable ResponseEntity<ChatCompletion> complete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ChatRequest asked = this.requests.of(body(request));
        if (asked.delivery() != ChatRequest.Delivery.WHOLE) {
            this.answers.streamed(asked, request, response);
            return null;
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(this.answers.whole(asked, request));
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(this.maxBody + 1);
        if (body.length > this.maxBody) {
            throw new FailureException(Failure
                .tooLarge("The request's body is larger than the limit of %d bytes.".formatted(this.maxBody)));
        }
        return body;
    }

}
