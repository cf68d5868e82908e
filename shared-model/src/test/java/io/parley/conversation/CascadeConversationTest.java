package io.parley.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.ChatMessage;
import io.parley.speech.PcmSink;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechReply;
import io.parley.speech.Synthesis;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.speech.TextGenerationOptions;
import io.parley.speech.TextLanguageModel;
import io.parley.speech.TextReply;
import io.parley.speech.TextSink;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Models that feed each other: in what order, and how all of them stop. */
@Timeout(30)
class CascadeConversationTest {

    private static final ReplyOptions SPOKEN = new ReplyOptions("alloy", WritingOptions.DEFAULT);

    private final List<String> told = new ArrayList<>();

    private final ReplySink sink = new ReplySink() {

        @Override
        public void text(String words) {
            CascadeConversationTest.this.told.add(words);
        }

        @Override
        public void sound(Pcm sound) {
            CascadeConversationTest.this.told.add("<" + sound.samples().length + ">");
        }

        @Override
        public void toolCalls(JsonNode calls) {
            throw new AssertionError("no tools here");
        }

    };

    /** The language model goes on only when the first sentence has been heard. */
    @Test
    void theFirstSentenceIsHeardWhileTheRestIsStillToBeWritten() {
        CountDownLatch heard = new CountDownLatch(1);
        Writer model = (said, cancellation) -> {
            said.text("One. Two");
            await(heard);
            said.text(" three.");
        };
        ReplySink listening = new ReplySink() {

            @Override
            public void text(String words) {
                CascadeConversationTest.this.sink.text(words);
            }

            @Override
            public void sound(Pcm sound) {
                CascadeConversationTest.this.sink.sound(sound);
                heard.countDown();
            }

            @Override
            public void toolCalls(JsonNode calls) {
                throw new AssertionError("no tools here");
            }

        };
        Reply reply = cascade(model, new Speaker()).respond(asked("Count."), SPOKEN, listening, Cancellation.never());

        assertThat(this.told).containsExactly("One. Two", "<4>", " three.", "<10>");
        assertThat(reply.answer().text()).isEqualTo("One. Two three.");
        assertThat(reply.answer().usage().audio()).isEqualTo(2);
    }

    @Test
    void soundIsHeardAndEarlierAnswersAreRead() {
        List<ChatMessage> read = new ArrayList<>();
        TextLanguageModel model = (messages, options, said, cancellation) -> {
            read.addAll(messages);
            said.text("Yes.");
            return new TextReply("Yes.", TextReply.Finish.STOP, 20, 2);
        };
        SpeechMessage sound = new SpeechMessage(SpeechMessage.Role.USER,
                List.of(new SpeechMessage.Part.Sound(new Pcm(new float[16_000], 16_000)),
                        new SpeechMessage.Part.Text("and this")));
        SpeechMessage answer = new SpeechMessage(SpeechMessage.Role.ASSISTANT, List.of(new SpeechMessage.Part.Said(
                new SpeechReply("Well.", false, new SpeechReply.TokenUsage(0, 0, 1, 0), null))));
        Reply reply = new CascadeConversation(new Ear(), new LocalChatModel(model), new Speaker(), new Memory())
            .respond(List.of(new Turn.Message(sound), new Turn.Message(answer), asked("Sure?").getFirst()),
                    new ReplyOptions(null, WritingOptions.DEFAULT), this.sink, Cancellation.never());

        assertThat(read).extracting(ChatMessage::text).containsExactly("16000 samples\nand this", "Well.", "Sure?");
        assertThat(this.told).containsExactly("Yes.");
        assertThat(reply.answer().usage().promptAudio()).isEqualTo(50);
    }

    @Test
    void aSoundThatComesAgainIsHeardOnce() {
        Ear ear = new Ear();
        ConversationModel model = new CascadeConversation(
                ear, new LocalChatModel((messages, options, said,
                        cancellation) -> new TextReply(messages.getLast().text(), TextReply.Finish.STOP, 1, 1)),
                new Speaker(), new Memory());
        for (int samples : new int[] { 1_000, 2_000, 1_000 }) {
            SpeechMessage sound = new SpeechMessage(SpeechMessage.Role.USER,
                    List.of(new SpeechMessage.Part.Sound(new Pcm(new float[samples], 16_000))));
            Reply reply = model.respond(List.of(new Turn.Message(sound)),
                    new ReplyOptions(null, WritingOptions.DEFAULT), this.sink, Cancellation.never());
            assertThat(reply.answer().text()).isEqualTo(samples + " samples");
            assertThat(reply.answer().usage().promptAudio()).isEqualTo(50);
        }
        assertThat(ear.heard).isEqualTo(2);
    }

    @Test
    void silenceIsNotAnswered() {
        SpeechMessage silence = new SpeechMessage(SpeechMessage.Role.USER,
                List.of(new SpeechMessage.Part.Sound(new Pcm(new float[10], 16_000))));
        assertThatThrownBy(() -> cascade((said, cancellation) -> said.text("Hm."), new Speaker())
            .respond(List.of(new Turn.Message(silence)), SPOKEN, this.sink, Cancellation.never()))
            .isInstanceOf(SpeechException.Unsupported.class)
            .hasMessageContaining("nothing to answer");
    }

    @Test
    void allStopWhenTheCallerIsGone() throws Exception {
        Cancellation cancellation = new Cancellation();
        CountDownLatch stopped = new CountDownLatch(1);
        Writer model = (said, cancelled) -> {
            try {
                said.text("One. Two.");
                while (true) {
                    cancelled.check();
                    said.text(" And so on.");
                }
            }
            finally {
                stopped.countDown();
            }
        };
        Speaker speaker = new Speaker();
        ReplySink leaving = new ReplySink() {

            @Override
            public void text(String words) {
                // waits for sound
            }

            @Override
            public void sound(Pcm sound) {
                cancellation.cancel();
            }

            @Override
            public void toolCalls(JsonNode calls) {
                throw new AssertionError("no tools here");
            }

        };
        assertThatThrownBy(() -> cascade(model, speaker).respond(asked("Count."), SPOKEN, leaving, cancellation))
            .isInstanceOf(CancellationException.class);
        assertThat(stopped.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(speaker.working).isFalse();
    }

    @Test
    void whatOneModelFailsOfEndsTheOther() {
        Writer endless = (said, cancelled) -> {
            while (true) {
                cancelled.check();
                said.text("And so on. ");
            }
        };
        Speaker broken = new Speaker() {

            @Override
            public Synthesis synthesize(String text, SynthesisOptions options, PcmSink out, Cancellation cancellation) {
                throw new SpeechException.Overloaded("No room to speak.", Duration.ofSeconds(1));
            }

        };
        assertThatThrownBy(
                () -> cascade(endless, broken).respond(asked("Count."), SPOKEN, this.sink, Cancellation.never()))
            .isInstanceOf(SpeechException.Overloaded.class);
    }

    @Test
    void whatCannotBeSaidIsLeftOutOfTheSound() {
        Writer model = (said, cancellation) -> said.text("One. --- Two.");
        Speaker picky = new Speaker() {

            @Override
            public Synthesis synthesize(String text, SynthesisOptions options, PcmSink out, Cancellation cancellation) {
                throw new SpeechException.Unsupported("input", "There is nothing to say.");
            }

        };
        Reply reply = cascade(model, picky).respond(asked("Count."), SPOKEN, this.sink, Cancellation.never());
        assertThat(this.told).containsExactly("One. --- Two.");
        assertThat(reply.finish()).isEqualTo(Reply.Finish.STOP);
    }

    @Test
    void toolsAreRefused() {
        ReplyOptions tools = new ReplyOptions(null, new WritingOptions(null, null, null, List.of(), null,
                Map.of("tools", JsonMapper.shared().createArrayNode())));
        assertThatThrownBy(() -> cascade((said, cancellation) -> said.text("Hm."), new Speaker()).check(tools))
            .isInstanceOfSatisfying(SpeechException.Unsupported.class,
                    (refused) -> assertThat(refused.field()).isEqualTo("tools"));
    }

    private static ConversationModel cascade(Writer writer, Synthesizer synthesizer) {
        TextLanguageModel model = (List<ChatMessage> messages, TextGenerationOptions options, TextSink said,
                Cancellation cancellation) -> {
            StringBuilder text = new StringBuilder();
            writer.write((words) -> {
                text.append(words);
                said.text(words);
            }, cancellation);
            return new TextReply(text.toString(), TextReply.Finish.STOP, 10, 5);
        };
        return new CascadeConversation(new Ear(), new LocalChatModel(model), synthesizer, new Memory());
    }

    private static List<Turn> asked(String text) {
        return List.of(new Turn.Message(SpeechMessage.text(SpeechMessage.Role.USER, text)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets nothing. */
    private static final class Memory implements HeardMemory {

        private final Map<HeardSound, Heard> heard = new HashMap<>();

        @Override
        public Heard find(HeardSound sound) {
            return this.heard.get(sound);
        }

        @Override
        public void keep(HeardSound sound, Heard words) {
            this.heard.put(sound, words);
        }

    }

    private interface Writer {

        void write(TextSink said, Cancellation cancellation);

    }

    /** Hears how many samples there are, if they are many. */
    private static final class Ear implements Transcriber {

        private int heard;

        @Override
        public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink out,
                Cancellation cancellation) {
            this.heard++;
            int count = audio.read(new float[20_000], 0, 20_000);
            return new Transcription((count > 100) ? count + " samples" : "", "en", null, Duration.ofSeconds(1),
                    List.of(), new Transcription.TokenUsage(50, 0, 3));
        }

    }

    /** Says a text as one sample for each letter. */
    private static class Speaker implements Synthesizer {

        volatile boolean working;

        @Override
        public List<Voice> voices() {
            return List.of(new Voice("alloy", List.of()));
        }

        @Override
        public int sampleRate() {
            return 24_000;
        }

        @Override
        public Synthesis synthesize(String text, SynthesisOptions options, PcmSink out, Cancellation cancellation) {
            this.working = true;
            try {
                cancellation.check();
                out.accept(new Pcm(new float[text.length()], 24_000));
                return new Synthesis(Duration.ofSeconds(1), false, new Synthesis.TokenUsage(1, 1));
            }
            finally {
                this.working = false;
            }
        }

    }

}
