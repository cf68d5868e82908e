package io.parley.chat.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.parley.conversation.Turn;
import io.parley.speech.SpeechMessage;
import org.jspecify.annotations.Nullable;

/** The turns of a session's conversation, in order. Thread-safe. */
final class Items {

    private final List<Item> items = new ArrayList<>();

    private final Duration mostSound;

    /**
     * A conversation of no turns.
     * @param mostSound of the caller's that it takes
     */
    Items(Duration mostSound) {
        this.mostSound = mostSound;
    }

    /**
     * Puts an item after another.
     * @param previous that one's id, "root" for the beginning, or null for the end
     * @return the id of the item before it, or null if it is the first
     * @throws RealtimeError if it has an id that is there already, or more sound than may
     * be kept
     */
    synchronized @Nullable String add(Item item, @Nullable String previous) {
        if (this.items.stream().anyMatch((each) -> each.id().equals(item.id()))) {
            throw RealtimeError.invalid("item.id", "There is an item with this id in the conversation already.");
        }
        double kept = item.heardSeconds() + this.items.stream().mapToDouble(Item::heardSeconds).sum();
        if (item.heardSeconds() > 0 && kept > this.mostSound.toSeconds()) {
            throw new RealtimeError("conversation_full", null,
                    ("The turn is dropped: a session keeps at most %d s of what it hears. Delete items or open a new "
                            + "session.")
                        .formatted(this.mostSound.toSeconds()));
        }
        int at = (previous == null) ? this.items.size() : "root".equals(previous) ? 0 : index(previous) + 1;
        this.items.add(at, item);
        return (at > 0) ? this.items.get(at - 1).id() : null;
    }

    synchronized Item get(String id) {
        return this.items.get(index(id));
    }

    synchronized void remove(String id) {
        this.items.remove(index(id));
    }

    /** Puts an item in the place of that of its id; nothing if it was deleted. */
    synchronized void replace(Item item) {
        this.items.replaceAll((each) -> each.id().equals(item.id()) ? item : each);
    }

    private int index(String id) {
        for (int i = 0; i < this.items.size(); i++) {
            if (this.items.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new RealtimeError("item_not_found", "item_id", "There is no item with this id in the conversation.");
    }

    /** As a model reads them, after instructions if there are any. */
    synchronized List<Turn> turns(String instructions) {
        List<Turn> turns = new ArrayList<>();
        if (!instructions.isBlank()) {
            turns.add(new Turn.Message(SpeechMessage.text(SpeechMessage.Role.SYSTEM, instructions)));
        }
        this.items.stream()
            .filter((item) -> !item.isSilence())
            .forEach((item) -> turns.add(new Turn.Message(item.message())));
        return turns;
    }

}
