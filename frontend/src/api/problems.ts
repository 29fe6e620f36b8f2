import type { I18n, MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { createContext, useContext } from 'react';
import { ApiProblem, type Facts } from './problem';

/** Code → sentence. Facts of the problem fill the names in braces. */
export type ProblemSentences = Readonly<Record<string, MessageDescriptor>>;

const SentencesContext = createContext<ProblemSentences>({});

/** Gives the sentences of all features to the app. */
export const ProblemSentencesProvider = SentencesContext.Provider;

/** One refused field: the name it has in the form, and the sentence to show there. */
export interface FieldMessage {
  field: string;
  message: string;
}

/** Turns refusals into words. */
export interface ProblemTexts {
  /** The sentence for a refusal; anything that is not one is `unexpected`. */
  of: (problem: unknown) => string;
  /** The sentence for a code, where no problem object is at hand. */
  ofCode: (code: string, facts?: Facts) => string;
  /** The refused fields; a path is joined with dots, as react-hook-form names fields. */
  fields: (problem: unknown) => FieldMessage[];
}

/** Builds the words for one language. */
export function problemTexts(i18n: I18n, sentences: ProblemSentences): ProblemTexts {
  const ofCode = (code: string, facts: Facts = {}) => {
    const sentence = sentences[code] ?? sentences.unexpected;
    return sentence === undefined ? code : i18n._(sentence.id, { ...facts }, sentence);
  };
  return {
    ofCode,
    of: (problem) => (problem instanceof ApiProblem ? ofCode(problem.code, problem.facts) : ofCode('unexpected')),
    fields: (problem) =>
      problem instanceof ApiProblem
        ? problem.errors.map((fault) => ({ field: fault.path.join('.'), message: ofCode(fault.code, fault.facts) }))
        : [],
  };
}

/** The words for refusals in the language on screen. */
export function useProblemTexts(): ProblemTexts {
  const { i18n } = useLingui();
  return problemTexts(i18n, useContext(SentencesContext));
}
