package io.parley.chat.realtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import io.parley.conversation.ConversationModel;
import io.parley.conversation.HeardMemory;
import io.parley.speech.Transcriber;
import io.parley.speech.VoiceActivityDetector;
import io.parley.web.error.Failures;
import io.parley.web.models.ModelNames;

/**
 * What sessions are made of.
 *
 * @param models that converse, by all their names
 * @param transcribers that write down what the caller says
 * @param heard what was heard in sounds
 * @param detector tells speech from silence
 * @param failures how failures are told
 * @param ahead places for work on turns that are not known to be over, of all sessions
 * @param longestTurn of the caller's
 * @param mostSound of the caller's turns that a session keeps
 */
record SessionParts(ModelNames<ConversationModel> models, ModelNames<Transcriber> transcribers, HeardMemory heard,
        VoiceActivityDetector detector, Failures failures, Semaphore ahead, Duration longestTurn, Duration mostSound) {
}
