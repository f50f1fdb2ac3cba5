import type { SurveyWords } from './words.js';

/** Vietnamese, not yet read by somebody who speaks it. */
export const VIETNAMESE: SurveyWords = {
  code: 'vi',
  reviewed: false,
  title: 'Câu hỏi về công việc của bạn',
  intro: [
    'Bên hỏi là {buyer}. Họ mua hàng của những công ty như nơi bạn làm và muốn biết mọi người ở đó thật sự làm việc thế nào.',
    'Không ghi tên ai. Đừng viết bạn là ai. Chúng tôi không lưu điện thoại, địa chỉ hay giờ bạn trả lời.',
    'Bạn có thể bỏ qua bất kỳ câu nào và dừng lúc nào cũng được. Không cần tài khoản, không mất tiền.',
    'Ai xem kết quả: chỉ những người của {buyer} lo về điều kiện làm việc, chỉ khi có ít nhất năm công nhân đã trả lời, và chỉ bằng những từ như “một số” hay “phần lớn”. Không ai thấy được một người đã trả lời gì.',
    'Chủ của bạn không bao giờ thấy câu trả lời của từng người, và chủ không phải là người phát khảo sát này. Nếu sếp đưa cho bạn đường dẫn này hoặc muốn nhìn bạn trả lời thì đừng trả lời.',
    'Hãy trả lời ở nơi không ai nhìn bạn, không dùng điện thoại của chủ, không dùng mạng của chủ. Sau đó đóng trang này và xóa nó khỏi lịch sử điện thoại.',
  ],
  help: [
    'Không ai có thể tìm ra bạn hay giúp bạn qua các câu trả lời này. Nếu bạn hoặc ai đó đang gặp nguy hiểm, hãy gọi cảnh sát hoặc số khẩn cấp của nước đó.',
    'Cần lời khuyên, hãy hỏi người đã đưa bạn đường dẫn này, công đoàn, tổ chức của người lao động hay người di cư, thanh tra lao động, hoặc đại sứ quán nước bạn. Không có giấy tờ bạn vẫn có quyền được giúp.',
  ],
  until: 'Nhận câu trả lời đến hết ngày {day}.',
  oneChoice: 'Chọn một. Nếu nhiều câu đúng, chọn câu tệ nhất.',
  manyChoices: 'Chọn tất cả những gì đúng.',
  skip: 'Tôi bỏ qua câu này',
  unknown: 'Tôi không biết',
  send: 'Gửi',
  thanks: [
    'Cảm ơn bạn. Câu trả lời của bạn đã được cộng vào cùng những người khác.',
    'Bây giờ hãy đóng trang này và xóa nó khỏi lịch sử điện thoại.',
  ],
  closed: 'Ở đây không còn nhận câu trả lời, hoặc chưa bắt đầu nhận.',
  wait: 'Hiện có quá nhiều người đang trả lời. Hãy đợi một phút rồi thử lại.',
  scan: 'Quét bằng camera điện thoại của chính bạn hoặc gõ địa chỉ. Đừng làm ở nơi làm việc.',
};
