package io.parley.chat.realtime;

import java.time.Duration;

import io.parley.conversation.ConversationModel;
import io.parley.conversation.HeardMemory;
import io.parley.speech.Transcribers;
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
 * @param longestTurn of the caller's
 */
record SessionParts(ModelNames<ConversationModel> models, Transcribers transcribers, HeardMemory heard,
        VoiceActivityDetector detector, Failures failures, Duration longestTurn) {
}
