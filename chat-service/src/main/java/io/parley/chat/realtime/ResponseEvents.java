package io.parley.chat.realtime;

import java.util.List;

import io.parley.speech.SpeechMessage.Role;
import io.parley.speech.SpeechReply;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The events of one answer, in the order of OpenAI's. Sends each within the call. */
final class ResponseEvents {

    private final Events events;

    private final Outbox out;

    private final ResponseSettings settings;

    private final String id = Events.id("resp");

    private final String itemId = Events.id("item");

    private final @Nullable String previousItem;

    private boolean hasOutput;

    ResponseEvents(Events events, Outbox out, ResponseSettings settings, @Nullable String previousItem) {
        this.events = events;
        this.out = out;
        this.settings = settings;
        this.previousItem = previousItem;
    }

    String id() {
        return this.id;
    }

    String itemId() {
        return this.itemId;
    }

    void created() {
        ObjectNode event = this.events.event("response.created");
        event.set("response", response("in_progress", List.of(), null, null));
        this.out.send(event);
    }

    void words(String words) {
        begin();
        this.out.send(
                delta(this.settings.spoken() ? "response.output_audio_transcript.delta" : "response.output_text.delta")
                    .put("delta", words));
    }

    void sound(byte[] bytes) {
        begin();
        this.out.send(delta("response.output_audio.delta").put("delta", Events.base64(bytes)));
    }

    private void begin() {
        if (this.hasOutput) {
            return;
        }
        this.hasOutput = true;
        Item empty = new Item(this.itemId, Role.ASSISTANT, List.of(), false);
        ObjectNode added = this.events.event("response.output_item.added")
            .put("response_id", this.id)
            .put("output_index", 0);
        added.set("item", this.events.item(empty, "in_progress"));
        this.out.send(added);
        this.out.send(this.events.item("conversation.item.added", empty, this.previousItem, "in_progress"));
        this.out.send(part("response.content_part.added", part("")));
    }

    private Item.Part part(String words) {
        return this.settings.spoken() ? new Item.Part.Spoken(null, words, 0) : new Item.Part.Text(words);
    }

    /**
     * Ends the answer.
     * @param item what was said of it, or null if nothing was
     * @param status "completed", "incomplete", "cancelled" or "failed"
     * @param details why it is not completed, or null
     */
    void done(@Nullable Item item, String words, String status, @Nullable ObjectNode details,
            SpeechReply.@Nullable TokenUsage usage) {
        if (item != null && this.hasOutput) {
            String itemStatus = status.equals("completed") ? "completed" : "incomplete";
            if (this.settings.spoken()) {
                this.out.send(delta("response.output_audio.done"));
                this.out.send(delta("response.output_audio_transcript.done").put("transcript", words));
            }
            else {
                this.out.send(delta("response.output_text.done").put("text", words));
            }
            this.out.send(part("response.content_part.done", part(words)));
            ObjectNode done = this.events.event("response.output_item.done")
                .put("response_id", this.id)
                .put("output_index", 0);
            done.set("item", this.events.item(item, itemStatus));
            this.out.send(done);
            this.out.send(this.events.item("conversation.item.done", item, this.previousItem, itemStatus));
        }
        ObjectNode event = this.events.event("response.done");
        event.set("response",
                response(status, (item != null && this.hasOutput) ? List.of(item) : List.of(), details, usage));
        this.out.send(event);
    }

    private ObjectNode delta(String type) {
        return this.events.event(type)
            .put("response_id", this.id)
            .put("item_id", this.itemId)
            .put("output_index", 0)
            .put("content_index", 0);
    }

    private ObjectNode part(String type, Item.Part part) {
        ObjectNode event = delta(type);
        event.set("part", this.events.part(Role.ASSISTANT, part));
        return event;
    }

    private ObjectNode response(String status, List<Item> output, @Nullable ObjectNode details,
            SpeechReply.@Nullable TokenUsage usage) {
        ObjectNode response = this.events.json()
            .createObjectNode()
            .put("id", this.id)
            .put("object", "realtime.response")
            .put("status", status);
        response.set("status_details", details);
        output.forEach((item) -> response.withArray("output")
            .add(this.events.item(item, status.equals("completed") ? "completed" : "incomplete")));
        if (output.isEmpty()) {
            response.putArray("output");
        }
        response.putArray("output_modalities").add(this.settings.spoken() ? "audio" : "text");
        response.set("usage", (usage != null) ? this.events.usage(usage) : null);
        response.set("metadata", this.settings.metadata());
        return response;
    }

}
