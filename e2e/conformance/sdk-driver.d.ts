/** Follows instructions of the conformance kit with the SDK, and hands its reports over. */
export declare function drive(report: (report: object) => void): {
  follow(instruction: object): Promise<void>;
  end(): Promise<void>;
};
