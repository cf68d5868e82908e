package io.parley.chat.realtime;

import java.util.List;

import io.parley.speech.SpeechMessage.Role;
import io.parley.web.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Meets the events by which a client changes the conversation itself. For one session.
 */
final class ItemEvents {

    private final Items items;

    private final Events events;

    private final Outbox out;

    ItemEvents(Items items, Events events, Outbox out) {
        this.items = items;
        this.events = events;
        this.out = out;
    }

    void create(JsonNode event, WireFormat format) {
        Item item = InputItems.item(event.path("item"), format);
        added(item, this.items.add(item, event.path("previous_item_id").stringValue(null)));
    }

    /** Tells of a whole item. */
    void added(Item item, @Nullable String previous) {
        this.out.send(this.events.item("conversation.item.added", item, previous, "completed"));
        this.out.send(this.events.item("conversation.item.done", item, previous, "completed"));
    }

    void retrieve(JsonNode event) {
        Item item = this.items.get(event.path("item_id").stringValue(""));
        var answer = this.events.event("conversation.item.retrieved");
        answer.set("item", this.events.item(item, item.complete() ? "completed" : "incomplete"));
        this.out.send(answer);
    }

    void delete(JsonNode event) {
        String item = event.path("item_id").stringValue("");
        this.items.remove(item);
        this.out.send(this.events.about("conversation.item.deleted", item));
    }

    void truncate(JsonNode event) {
        JsonFields fields = new JsonFields(event, "");
        Item item = this.items.get(fields.object().path("item_id").stringValue(""));
        long end = event.path("audio_end_ms").longValue(-1);
        if (!(item.parts().getFirst() instanceof Item.Part.Spoken spoken)) {
            throw RealtimeError.invalid("item_id", "Only spoken answers can be truncated.");
        }
        if (end < 0 || end > spoken.millis()) {
            throw RealtimeError.invalid("audio_end_ms",
                    "The sound of this item lasts %d ms, so it cannot end there.".formatted(spoken.millis()));
        }
        String words = spoken.transcript();
        int kept = (spoken.millis() == 0) ? 0 : (int) (words.length() * end / spoken.millis());
        this.items.replace(new Item(item.id(), Role.ASSISTANT,
                List.of(new Item.Part.Spoken(null, words.substring(0, kept).strip(), end)), false));
        this.out.send(this.events.about("conversation.item.truncated", item.id())
            .put("content_index", 0)
            .put("audio_end_ms", end));
    }

}
